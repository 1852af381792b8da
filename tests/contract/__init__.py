"""The contract kit over everything built in, and over plugins that are each wrong in one thing."""
