"""Tables, sentences, charts and reports: the only code that knows matplotlib and plotly."""
