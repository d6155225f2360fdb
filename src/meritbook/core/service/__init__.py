"""The executive service: seats, nominations, appointments, what is due, and what the law makes of it."""
