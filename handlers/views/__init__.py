"""Pure builders of Block Kit: what a message, a form or the home looks like. They read and send nothing."""
