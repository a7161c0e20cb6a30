"""What Handrail can do for a customer by itself, against the embedded CRM: each act leaves a record there."""
