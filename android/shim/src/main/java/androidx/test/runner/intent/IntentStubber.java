package androidx.test.runner.intent;

import android.app.Instrumentation;
import android.content.Intent;

/** Answers an intent in the place of another app. */
public interface IntentStubber {
    Instrumentation.ActivityResult getActivityResultForIntent(Intent intent);
}
