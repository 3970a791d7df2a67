package com.google.android.material.button;

import android.content.Context;
import android.widget.Button;

/** The accessibility checks ask whether a view is one; none is. */
public class MaterialButton extends Button {
    public MaterialButton(Context context) {
        super(context);
    }
}
