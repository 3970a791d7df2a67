## crosscheck pack
