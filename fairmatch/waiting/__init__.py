"""Walk-ins and waiting lists: who waits for a booth, for how long, and who is offered its seats."""
