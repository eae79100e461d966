// For Android Studio: open this folder. Not run on the machine that this was written on, which had neither Gradle nor an
// Android SDK; what is built and tested there is the same source with the same versions, by Maven (pom.xml).
// android/src/test/…/VersionsTest holds the two together.
pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}

dependencyResolutionManagement {
    repositoriesMode = RepositoriesMode.FAIL_ON_PROJECT_REPOS
    repositories {
        google()
        mavenCentral()
    }
}

rootProject.name = "curbstop"
include(":android")
