"""The core of Boardscribe: contracts, decisions, the store, the flow and the surfaces."""
