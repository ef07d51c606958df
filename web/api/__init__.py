"""The API for programs, a module for each verb; the fields are those of the command line's JSON."""
