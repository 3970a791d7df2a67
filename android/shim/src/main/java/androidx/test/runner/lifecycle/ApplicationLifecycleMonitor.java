package androidx.test.runner.lifecycle;

/** Hears of the application. */
public interface ApplicationLifecycleMonitor {}
