## crosscheck draw
