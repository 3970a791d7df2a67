## report
report-not-made = The document could not be made: { $reason }
