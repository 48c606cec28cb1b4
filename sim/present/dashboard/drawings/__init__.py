"""Pictures of a pair of policies, which Plotly draws in the page: a file each."""
