## crosscheck frame
