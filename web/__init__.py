"""What people see: server-rendered pages; a request becomes a call, an answer a page."""
