"""What every flow is given: the ports in one hand, who calls, the settings in force, and the way to commit."""
