import requests

def add_audios(draft_url, audio_list):
    """Add audio materials"""
    response = requests.post(
        'https://api.assets.jcaigc.cn/openapi/capcut-mate/v1/add_audios',
        headers={'Content-Type': 'application/json'},
        json={
            "draft_url": draft_url,
            "audios": audio_list
        }
    )
    return response.json()

# Usage example
draft_url = "https://capcut-mate.jcaigc.cn/openapi/capcut-mate/v1/get_draft?draft_id=2025092811473036584258"
audio_list = [
    {
        "audio_url": "https://assets.jcaigc.cn/background_music.mp3",
        "volume": 0.8,
        "fade_in": 2000000,
        "fade_out": 2000000
    },
    {
        "audio_url": "https://assets.jcaigc.cn/narration.mp3",
        "volume": 1.0,
        "start_time": 10000000
    }
]

result = add_audios(draft_url, audio_list)
print(f"Audio added successfully: {result['draft_url']}")
