"""What `streamlit run` starts: it only calls the installed package."""

from dashboard.views import main

main()
