package curbstop.samples

import androidx.compose.runtime.Composable

/**
 * A screen in one state, with made-up data: for the pictures of `make screenshots`, and for the tests that look at every
 * screen. [state] says what is special, as a part of a file's name: `third-estimate`.
 */
class Sample(val screen: String, val state: String, val content: @Composable () -> Unit) {
    /** The name of its pictures. */
    val name: String get() = "$screen-$state"
}

/** Every screen in every state that somebody should look at: each screen's own list is added here. */
val samples: List<Sample> = listOf(
    partSamples,
    coverSamples,
    orderSamples,
    jobSamples,
    outageSamples,
    photoSamples,
    recordSamples,
    selfTestSamples,
    settingsSamples,
    gateSamples,
    daySamples,
    routeSamples,
    meterSamples,
    entrySamples,
    estimateSamples,
).flatten()
