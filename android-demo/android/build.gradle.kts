// For Android Studio; not run on the machine that this was written on (see settings.gradle.kts). First run
// scripts/android-library.sh: it puts the library under src/main/jniLibs and the generated Kotlin under target/phone/kotlin.
plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.kotlin.android)
    alias(libs.plugins.compose.compiler)
}

android {
    namespace = "curbstop.android"
    compileSdk = 35

    defaultConfig {
        applicationId = "curbstop.android"
        minSdk = 26
        targetSdk = 35
        versionCode = 1
        versionName = "0.1.0"
        ndk { abiFilters += listOf("arm64-v8a", "armeabi-v7a", "x86_64") }
    }

    // One source for the desk, for Maven's tests and for this: nothing is copied.
    sourceSets["main"].kotlin.srcDirs(
        "src/main/kotlin",
        "../logic/src/main/kotlin",
        "../ui/src/main/kotlin",
        "../../target/phone/kotlin",
    )
    // The tests run under Maven: they want Robolectric without a build plugin of Google's.
    sourceSets["test"].kotlin.setSrcDirs(emptyList<String>())

    buildFeatures { compose = true }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    buildTypes {
        release {
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"), "consumer-rules.pro")
        }
    }
    // Uncompressed and aligned to pages of 16 KB: loaded from the package as it lies there.
    packaging { jniLibs { useLegacyPackaging = false } }
}

kotlin { jvmToolchain(17) }

dependencies {
    // JNA's AAR carries its own library for Android's processors; the plain jar has those of desks.
    implementation(variantOf(libs.jna) { artifactType("aar") })
    implementation(libs.coroutines.android)
    implementation(libs.compose.ui)
    implementation(libs.compose.foundation)
    implementation(libs.compose.material3)
    implementation(libs.activity.compose)
    implementation(libs.lifecycle.viewmodel)
    implementation(libs.lifecycle.runtime)
    implementation(libs.core)
    implementation(libs.work)
}
