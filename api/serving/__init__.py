"""What stands between the server and the application: answers kept, encoded, shared and counted.

It knows HTTP and WSGI, and nothing of what is served.
"""
