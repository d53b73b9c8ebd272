"""The way to a server: settings of the connection, its pace, and what every request obeys."""
