"""Text in; quotations, speakers and verdicts out. No SQL, no terminal, no HTTP."""
