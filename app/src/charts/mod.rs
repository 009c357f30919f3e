//! Charts: figures drawn on the server as SVG and tables, readable without script.
