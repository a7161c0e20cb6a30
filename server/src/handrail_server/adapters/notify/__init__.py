"""Who is told, outside: people by notices, agents' applications by signed webhooks."""
