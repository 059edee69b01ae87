"""The `demo` command: a local Slack, two companies in it, and the program between them."""
