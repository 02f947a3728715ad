curl -X POST https://capcut-mate.jcaigc.cn/openapi/capcut-mate/v1/add_audios \
-H "Content-Type: application/json" \
-d '{
"draft_url": "https://capcut-mate.jcaigc.cn/openapi/capcut-mate/v1/get_draft?draft_id=2025092811473036584258",
"audios": [
{
"audio_url": "https://assets.jcaigc.cn/background_music.mp3",
"volume": 0.6,
"fade_in": 2000000,
"fade_out": 2000000
},
{
"audio_url": "https://assets.jcaigc.cn/sound_effect.mp3",
"volume": 1.2,
"start_time": 5000000
},
{
"audio_url": "https://assets.jcaigc.cn/voiceover.mp3",
"volume": 1.0,
"start_time": 10000000,
"duration": 30000000
}
]
}'
