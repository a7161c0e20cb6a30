"""Customers and their records: our own small CRM with its imports, or the house's over HTTP."""
