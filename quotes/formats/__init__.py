"""Readers of the formats that articles and drafts come in, one module each.

A module has ``read(stream, facts)``: the articles in a stream of bytes, in order. What cannot be
used of a file of several articles comes as the InputError that tells why, in its place; of a file
of one it is raised. ``quotes.reading`` knows which module reads what.
"""
