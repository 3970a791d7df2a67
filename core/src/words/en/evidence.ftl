# Photos
evidence-empty = The photo's file is empty and was not taken.
evidence-unreadable = The photo's file cannot be read: { $cause }.
evidence-kind = This is no JPEG, PNG or HEIC photo and was not taken.
evidence-cut = The photo's file is not whole (cut off or damaged) and was not taken. Take or import it again.
evidence-damaged = The photo is damaged, cannot be read ({ $cause }) and was not taken.
evidence-large = The photo's file is over { $most } MiB and was not taken.
evidence-pixels = The photo has { $width } × { $height } pixels, more than { $most } megapixels or too long a side, and was not taken.
evidence-segments = The photo carries more than { $most } MiB besides the picture and was not taken.
evidence-form = A photo written in this form ({ $form }) cannot be read. Save it as a plain JPEG with the system's camera or gallery and import that.
evidence-heavy = The photo is too large for the progressive or interlaced form it is written in. Save it as a plain JPEG and import that.
evidence-heic = A HEIC photo is shown by the JPEG the system makes of it: import that JPEG with it.
evidence-region = Mark the regions of the photo that are to be masked, inside the picture.
photo-fix-bad = The position is no place on earth; nothing was saved.
photo-path = The path of the photo's file cannot be written down; move the file and import it again.
photo-not-here = This machine has no file of this photo.
photo-unknown = There is no such photo.
