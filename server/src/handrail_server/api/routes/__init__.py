"""The endpoints by topic; each calls one flow."""
