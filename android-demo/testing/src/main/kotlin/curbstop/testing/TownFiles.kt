package curbstop.testing

/** The past of a service point: its stands of the past months, the newest last, of which the last [estimated] are estimates. */
internal class Past(val point: String, val estimated: Int, vararg val stands: String)

/** A cover on the map. */
internal class CoverOnMap(
    private val id: String,
    private val type: String,
    private val owner: String,
    private val lat: String,
    private val lon: String,
    private val place: String,
    private val pit: String? = null,
) {
    fun feature(): String {
        val properties = json("Type" to type, "owner" to owner, "place" to place, "pit" to pit)
        return """{"type":"Feature","id":"$id","geometry":{"type":"Point","coordinates":[$lon,$lat]},""" +
            """"properties":$properties}"""
    }
}

internal val WORKERS = """
    id,name,department,role,area,crew
    W1,李娜,D1,reader,N,
    W2,王强,D1,reader,N,
    W3,张伟,D2,repair,N,C1
    W4,刘洋,D2,repair,N,C1
    W5,孙涛,D3,installation,N,C2
""".trimIndent()

internal val ROUTES = """
    id,name,area,department,reader,window_from,window_to
    R1,朝阳路一册,N,D1,W1,1,28
    R2,兴鹤街二册,N,D1,W2,1,28
""".trimIndent()

internal val POINTS = """
    id,customer_no,customer,address,route,seq,lat,lon,pit,pit_place,meter,digits,decimals,q4_m3h,class,note
    P01,100001,王小明,朝阳路 1 号院 1 单元 101,R1,1,35.747100,114.295100,J1,1 号院门东 2 米,M01,5,0,3.125,household,
    P02,100002,赵丽,朝阳路 1 号院 1 单元 102,R1,2,35.747110,114.295120,J1,1 号院门东 2 米,M02,5,0,3.125,household,
    P03,100003,陈刚,朝阳路 3 号,R1,3,35.747300,114.295400,J2,3 号门口台阶下,M03,5,0,3.125,household,院内有狗，先按铃
    P04,100004,杨桂兰,朝阳路 5 号,R1,4,35.747450,114.295600,J2,3 号门口台阶下,M04,5,0,3.125,household,
    P05,100005,周建国,朝阳路 7 号,R1,5,35.747600,114.295800,J3,7 号墙外,M05,5,0,3.125,household,
    P06,100006,吴秀英,朝阳路 9 号,R1,6,35.747750,114.296000,J4,9 号车位下,M06,5,0,3.125,household,井深 1.5 米，常积水
    P07,100007,孙磊,朝阳路 11 号,R1,7,35.747900,114.296200,J5,11 号绿化带内,M07,5,3,3.125,household,
    P08,100008,欧阳𠮷祥,朝阳路 13 号院 2 单元 1201 室(原鹤壁集矿务局家属楼),R1,8,35.748050,114.296400,J5,11 号绿化带内,M08,5,0,3.125,household,
    P09,100009,鹤壁市兴鹤餐饮管理有限公司,朝阳路 15 号,R1,9,35.748200,114.296600,J6,后厨门外,M09,7,0,20,commercial,厨房地面湿滑
    P10,100010,新装户,朝阳路 17 号,R1,10,35.748350,114.296800,J6,后厨门外,M10,5,0,3.125,household,
    P21,100021,郑凯,兴鹤街 2 号,R2,1,35.751000,114.290000,J21,2 号门口,M21,5,0,3.125,household,
    P22,100022,冯敏,兴鹤街 4 号,R2,2,35.751200,114.290200,J21,2 号门口,M22,5,0,3.125,household,
""".trimIndent()

internal val PASTS = listOf(
    Past("P01", 0, "1200", "1212", "1225", "1237", "1250", "1263"),
    Past("P02", 0, "830", "838", "847", "855", "864", "872"),
    Past("P03", 0, "2210", "2225", "2241", "2256", "2270", "2286"),
    Past("P04", 0, "99895", "99913", "99931", "99949", "99967", "99985"),
    Past("P05", 1, "410", "419", "428", "437", "446", "455"),
    Past("P06", 2, "660", "672", "684", "696", "708", "720"),
    Past("P07", 0, "55.120", "63.410", "71.905", "80.250", "88.730", "97.115"),
    Past("P08", 0, "3020", "3031", "3043", "3054", "3066", "3077"),
    Past("P09", 0, "120500", "120910", "121330", "121735", "122150", "122560"),
    Past("P21", 0, "90", "99", "108", "117", "126", "135"),
    Past("P22", 0, "190", "199", "208", "217", "226", "235"),
)

internal val COVERS = listOf(
    CoverOnMap("G1", "表井", "ours", "35.747105", "114.295110", "1 号院门东 2 米", "J1"),
    CoverOnMap("G2", "表井", "ours", "35.747310", "114.295410", "3 号门口台阶下", "J2"),
    CoverOnMap("G3", "阀门井", "ours", "35.747500", "114.295700", "朝阳路与 5 号巷口"),
    CoverOnMap("G4", "检查井", "unknown", "35.747700", "114.295900", "7 号东侧人行道"),
    CoverOnMap("G5", "雨水口", "other", "35.747800", "114.296100", "9 号路沿"),
    CoverOnMap("G6", "表井", "ours", "35.747760", "114.296010", "9 号车位下", "J4"),
)
