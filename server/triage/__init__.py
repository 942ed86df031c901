"""Triage: a ticket's priority, queue, tags and due times, with a reason for each rule that applied."""
