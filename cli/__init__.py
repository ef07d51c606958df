"""The command line: arguments in, calls to the layers below, text or JSON out."""
