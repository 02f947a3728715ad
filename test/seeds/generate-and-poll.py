import requests
import base64
import time

# Read and encode image
with open("input.jpg", "rb") as f:
    image_b64 = base64.b64encode(f.read()).decode()

# Submit video generation
response = requests.post(
    "http://localhost:8000/api/v1/videos/generate",
    json={
        "image": image_b64,
        "prompt": "Camera slowly pans across the landscape",
        "duration": 5,
        "fps": 30,
        "motion_strength": 0.6
    }
)

task_info = response.json()
task_id = task_info["task_id"]
print(f"Task submitted: {task_id}")

# Poll for completion
while True:
    status_response = requests.get(
        f"http://localhost:8000/api/v1/tasks/{task_id}"
    )
    status = status_response.json()
    
    print(f"Status: {status['status']}, Progress: {status['progress']}%")
    
    if status['status'] == 'completed':
        video_url = status['result']['result']['video_url']
        print(f"Video ready: {video_url}")
        break
    elif status['status'] == 'failed':
        print(f"Failed: {status['error']}")
        break
    
    time.sleep(5)  # Poll every 5 seconds
