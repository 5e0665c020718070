"""What makes the pipeline run by itself: jobs, schedules, sensors, retention, and the run launcher."""
