// The app as a package for phones: ../build-apk builds the library for each processor first and then calls this.
plugins {
    id("com.android.application")
    id("org.jetbrains.kotlin.android")
}

android {
    namespace = "org.crosscheck.app"
    compileSdk = 34

    defaultConfig {
        applicationId = "org.crosscheck.app"
        minSdk = 24
        targetSdk = 34
        versionCode = 1
        versionName = "0.1.0"
        ndk { abiFilters += listOf("arm64-v8a", "armeabi-v7a", "x86_64") }
    }

    sourceSets["main"].kotlin.srcDirs(
        "src/main/kotlin",
        "../../bindings/kotlin/src/main/kotlin",
        "../../bindings/kotlin/src/generated/kotlin",
    )
    sourceSets["main"].jniLibs.srcDirs("build/jniLibs")

    buildTypes {
        release {
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"), "keep.pro")
        }
    }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_1_8
        targetCompatibility = JavaVersion.VERSION_1_8
    }
    kotlinOptions { jvmTarget = "1.8" }
    // Robolectric's tests run under Maven.
    testOptions { unitTests.all { it.enabled = false } }
}

dependencies {
    implementation("org.jetbrains.kotlinx:kotlinx-coroutines-core-jvm:1.11.0")
    // On a phone the aar, which brings the native part for each processor; the jar beside it would be two of everything.
    implementation("net.java.dev.jna:jna:5.19.1@aar")
    implementation("com.google.zxing:core:3.5.3")
}
