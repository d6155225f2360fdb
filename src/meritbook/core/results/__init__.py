"""What a government plans, measures and answers for: measures and their values, plans, risks, improvement, reports."""
