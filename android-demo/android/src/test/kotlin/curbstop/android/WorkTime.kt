package curbstop.android

import androidx.work.Clock
import androidx.work.Configuration
import androidx.work.RunnableScheduler
import androidx.work.impl.WorkManagerImpl
import java.time.Duration
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicLong

/**
 * The time that WorkManager plans by, and what it has planned: it stands still until the test lets it pass. Robolectric's
 * own time passes for Android alone; WorkManager is a library, and looks at the clock of the machine.
 */
class WorkTime :
    Clock,
    RunnableScheduler {
    private val now = AtomicLong(System.currentTimeMillis())
    private val planned = ConcurrentLinkedQueue<Plan>()

    /** A wait counts from the time that its thread has seen: the test may let time pass just then. */
    private val seen = ThreadLocal.withInitial(now::get)

    override fun currentTimeMillis(): Long = now.get().also(seen::set)

    override fun scheduleWithDelay(delayInMillis: Long, runnable: Runnable) {
        planned += Plan(seen.get() + delayInMillis, runnable)
        runDue()
    }

    override fun cancel(runnable: Runnable) {
        planned.removeIf { it.work === runnable }
    }

    /** Lets time pass: what is planned for it runs, also what is planned in just this moment. */
    fun passes(time: Duration) {
        now.addAndGet(time.toMillis())
        runDue()
    }

    private fun runDue() = planned.filter { it.due <= now.get() }.forEach { if (planned.remove(it)) it.work.run() }

    private class Plan(val due: Long, val work: Runnable)
}

/** The process with a WorkManager in the test's time: its own, for WorkManager's would be that of the first test. */
class AppInWorkTime : CurbstopApplication() {
    /** What its WorkManager takes for the time. */
    val time = WorkTime()

    override val workManagerConfiguration: Configuration
        get() = Configuration.Builder().setClock(time).setRunnableScheduler(time).build()

    override fun onCreate() {
        WorkManagerImpl.setDelegate(WorkManagerImpl(this, workManagerConfiguration))
        super.onCreate()
    }

    override fun onTerminate() {
        super.onTerminate()
        WorkManagerImpl.setDelegate(null)
    }
}
