"""Findings and records as text: JSON, CSV, a page. Knows no terminal and no HTTP."""
