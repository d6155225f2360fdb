"""Law as data: dated, cited parameters, rules written once as expressions, and verdicts that explain themselves."""
