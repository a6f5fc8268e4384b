"""Report dictionaries in, Plotly figure dictionaries out: no request, no file, no data frame."""
