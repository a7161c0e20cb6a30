"""What requests and answers look like on the wire; OpenAPI is generated from these."""
