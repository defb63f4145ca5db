"""What vendors charge: the plan-file model, how files are read and checked, and the catalogue of what they hold."""
