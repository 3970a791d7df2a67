## estimate
