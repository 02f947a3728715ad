import openai
import time

openai.api_base = "http://localhost:8000/v1"
openai.api_key = "not-needed"

# Submit video generation
response = openai.Video.create(
    prompt="Gentle camera pan",
    input_reference=image_base64,
    size="1920x1080",
    seconds=5
)

video_id = response['id']

# Poll for completion
while True:
    status = openai.Video.retrieve(video_id)
    print(f"Status: {status['status']}, Progress: {status['progress']}%")
    
    if status['status'] == 'completed':
        print(f"Video URL: {status['video_url']}")
        break
    
    time.sleep(5)
