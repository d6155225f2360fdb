"""The shape of what is kept: Django models, migrations, and the guards that the database itself holds."""
