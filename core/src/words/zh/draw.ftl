## draw
