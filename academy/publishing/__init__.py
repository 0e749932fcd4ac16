"""From a draft to a lesson of the course: what is tried, who decides, and the versions that are kept."""
