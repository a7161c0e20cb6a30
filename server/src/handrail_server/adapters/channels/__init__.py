"""Ways to the customer that Handrail owns."""
