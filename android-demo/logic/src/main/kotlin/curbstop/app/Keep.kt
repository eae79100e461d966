package curbstop.app

/**
 * Small strings that outlive rotation and the death of the process: where the app is, what is typed and not saved yet.
 * What is recorded never lies here: that is the phone's store.
 */
interface Keep {
    /** The value, or nothing. */
    operator fun get(name: String): String?

    /** Keeps a value; nothing forgets it. */
    operator fun set(name: String, value: String?)
}

/** A [Keep] that lives as long as the process: for a window, and for tests. */
class KeepInMemory(private val kept: MutableMap<String, String> = mutableMapOf()) : Keep {
    override fun get(name: String): String? = kept[name]

    override fun set(name: String, value: String?) {
        if (value == null) kept.remove(name) else kept[name] = value
    }
}
