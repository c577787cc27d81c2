"""How requests are understood and responses made; the only code that sets up flask-smorest."""
