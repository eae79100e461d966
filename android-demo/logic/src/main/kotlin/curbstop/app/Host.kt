package curbstop.app

import curbstop.Fix
import curbstop.HostFacts
import kotlinx.coroutines.flow.StateFlow

/** What the platform lends to the app. Android has one, a window on a desk has one, tests have one. */
interface Host {
    /** Where the next photo may lie: a path of its own, at which there is nothing yet. */
    fun photoFile(): String

    /** Lets the camera write a photo to [file]; whether it did, or the worker gave up. */
    suspend fun takePhoto(file: String): Boolean

    /** Scans a code; its text, or nothing where the worker gave up or there is no scanner. */
    suspend fun scan(): String?

    /** Where the phone is now. Asked at job events only; nothing where the platform cannot say in time. */
    suspend fun position(): Fix?

    /** Where a file of this name may lie that is to be shared: the app's own folder, emptied by the platform. */
    fun fileToShare(name: String): String

    /** Hands a finished file to another app. */
    suspend fun share(path: String)

    /** Hands words to another app: a notice to the estate's group. */
    suspend fun shareText(words: String)

    /** Which network there is. */
    val network: StateFlow<Network>

    /** The worker's own settings, kept over restarts. */
    val preferences: Preferences

    /** What only the platform knows of the phone, for its self-test; what is left out is not looked at. */
    fun facts(): HostFacts = HostFacts()

    /** The model of the phone, told to the office at enrolment. */
    val model: String

    /** Asks the worker to let the app work while the phone lies in a pocket, whatever the battery says. */
    fun askToKeepAwake() = Unit
}

/** Which network there is. */
enum class Network {
    /** None: work goes on. */
    NONE,

    /** One that costs: photos may wait. */
    METERED,

    /** One that does not. */
    FREE,
}

/** Small settings by name. */
interface Preferences {
    /** The value, or nothing. */
    operator fun get(name: String): String?

    /** Keeps a value. */
    operator fun set(name: String, value: String)
}
