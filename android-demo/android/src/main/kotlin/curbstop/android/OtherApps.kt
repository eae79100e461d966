package curbstop.android

import android.content.ActivityNotFoundException
import android.content.Intent
import android.net.Uri
import androidx.activity.ComponentActivity
import androidx.activity.result.contract.ActivityResultContract
import androidx.activity.result.contract.ActivityResultContracts.RequestMultiplePermissions
import androidx.activity.result.contract.ActivityResultContracts.StartActivityForResult
import androidx.activity.result.contract.ActivityResultContracts.TakePicture
import curbstop.app.outside.Question

/** What is asked of others through the activity: a photo of the camera, a code of a scanner, permission of the system. */
class OtherApps {
    private val photo = Question<Uri, Boolean>(nobody = false)
    private val code = Question<Intent, String?>(nobody = null)
    private val permission = Question<Array<String>, Boolean>(nobody = false)

    /**
     * The activity that asks from now on. To be called while it is created. [latePhoto] hears whether a photo was taken
     * where the one who asked was ended while the camera was open.
     */
    fun attach(activity: ComponentActivity, latePhoto: (Boolean) -> Unit) {
        photo.put = activity.asking(TakePicture()) { if (!photo.answer(it)) latePhoto(it) }
        code.put = activity.asking(StartActivityForResult()) { code.answer(it.data?.getStringExtra(SCANNED)) }
        permission.put = activity.asking(RequestMultiplePermissions()) { permission.answer(it.containsValue(true)) }
    }

    /** Lets the camera write a photo to [file]; whether it did. */
    suspend fun takePhoto(file: Uri): Boolean = photo.ask(file)

    /** The text of a code, from a scanner app that answers ZXing's question. Where there is none, the worker pastes. */
    suspend fun scan(): String? = code.ask(Intent(SCANNER).putExtra("SCAN_MODE", "QR_CODE_MODE"))

    /** Asks the worker for permissions; whether one of them was given. */
    suspend fun permit(permissions: Array<String>): Boolean = permission.ask(permissions)

    private fun <Asked, Answer> ComponentActivity.asking(
        how: ActivityResultContract<Asked, Answer>,
        answered: (Answer) -> Unit,
    ): (Asked) -> Boolean {
        val launcher = registerForActivityResult(how) { answered(it) }
        return { asked ->
            try {
                launcher.launch(asked)
                true
            } catch (_: ActivityNotFoundException) {
                false
            }
        }
    }

    private companion object {
        const val SCANNER = "com.google.zxing.client.android.SCAN"
        const val SCANNED = "SCAN_RESULT"
    }
}
